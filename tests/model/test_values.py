from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supportflow.model.names import handle_key, id_pattern, section_key, ticket_name_pattern
from supportflow.model.values import EARLIEST, LATEST, parse_date, parse_duration, parse_instant

NEARLY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[Z+][0-9:]*"


class TestInstant:
    @pytest.mark.parametrize(
        ("text", "instant"),
        [
            ("2026-11-23T09:14:00Z", datetime(2026, 11, 23, 9, 14, tzinfo=UTC)),
            ("2026-11-23T09:14:00+02:00", datetime(2026, 11, 23, 7, 14, tzinfo=UTC)),
            ("2026-11-23T09:14:00-03:30", datetime(2026, 11, 23, 12, 44, tzinfo=UTC)),
            ("2026-11-23T09:14:00+00:00", datetime(2026, 11, 23, 9, 14, tzinfo=UTC)),
            ("2026-11-23T09:14:00-00:00", datetime(2026, 11, 23, 9, 14, tzinfo=UTC)),
            ("2026-11-23T09:14:00.5Z", datetime(2026, 11, 23, 9, 14, 0, 500_000, tzinfo=UTC)),
            ("2026-11-23T09:14:00.000001Z", datetime(2026, 11, 23, 9, 14, 0, 1, tzinfo=UTC)),
            ("2026-11-23T09:14:00.1234569999Z", datetime(2026, 11, 23, 9, 14, 0, 123_456, tzinfo=UTC)),
            ("2028-02-29T23:59:59+23:59", datetime(2028, 2, 29, 0, 0, 59, tzinfo=UTC)),
            ("1970-01-01T00:00:00Z", EARLIEST),
            ("2100-12-31T23:59:59Z", LATEST - timedelta(seconds=1)),
        ],
    )
    def test_the_one_form(self, text: str, instant: datetime) -> None:
        assert parse_instant(text) == instant

    @pytest.mark.parametrize(
        "text",
        """
        2026-11-23T09:14:00|2026-11-23t09:14:00Z|2026-11-23T09:14:00z|2026-11-23 09:14:00Z|2026-11-23T09:14Z
        2026-11-23T24:00:00Z|2026-11-23T09:14:60Z|2026-11-23T09:60:00Z|2026-11-23T09:14:00+0200|2026-11-23T09:14:00+02
        2026-11-23T09:14:00+24:00|2026-11-23T09:14:00+02:60|2026-13-23T09:14:00Z|2026-02-30T09:14:00Z
        2027-02-29T09:14:00Z|2026-11-00T09:14:00Z|0000-11-23T09:14:00Z|２０２６-11-23T09:14:00Z|2026-11-23T０9:14:00Z
        2026-11-23|20261123T091400Z|2026-W48-1T09:14:00Z|2026-327T09:14:00Z|2026-1-23T09:14:00Z|26-11-23T09:14:00Z
        2026-11-23T9:14:00Z|2026-11-23T09:14:00.Z|2026-11-23T09:14:00,5Z|2026-11-23T09:14:00 Z|2026-11-23T09:14:00UTC
        +2026-11-23T09:14:00Z|12026-11-23T09:14:00Z|2026-11-23T09:14:00−02:00|2026-11-23T09:14:00+02:00:00|now|Z
        1969-12-31T23:59:59Z|2101-01-01T00:00:00Z|9999-12-31T23:59:59-23:59|0001-01-01T00:00:00+23:59
        """.replace("\n", "|").split("|"),
    )
    def test_nothing_else(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"."):
            parse_instant(text.strip())

    @pytest.mark.parametrize("text", ["2026-11-23T09:14:00Z\n", " 2026-11-23T09:14:00Z", "2026-11-23T09:14:00Z "])
    def test_nothing_around_it(self, text: str) -> None:
        with pytest.raises(ValueError, match="no instant"):
            parse_instant(text)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("2026-02-30T09:14:00Z", "there is no day 2026-02-30"),
            ("2026-11-23T24:00:00Z", "there is no time 24:00:00"),
            ("2026-11-23T09:14:00+24:00", "an offset is at most 23:59"),
            ("1969-12-31T23:59:59Z", "an instant lies between 1970 and 2100"),
            ("today", "this is no instant"),
        ],
    )
    def test_the_message_is_the_same_in_every_version_of_python(self, text: str, message: str) -> None:
        with pytest.raises(ValueError, match=f"^{message}$"):
            parse_instant(text)

    @given(
        st.datetimes(datetime(1970, 1, 2), datetime(2100, 12, 30)),  # noqa: DTZ001 - the zone comes with the next
        st.integers(-(24 * 60 - 1), 24 * 60 - 1),
    )
    def test_what_is_written_is_read(self, local: datetime, offset: int) -> None:
        instant = local.replace(tzinfo=timezone(timedelta(minutes=offset)))
        read = parse_instant(instant.isoformat())
        assert (read, read.utcoffset()) == (instant, instant.utcoffset())

    @given(
        st.text() | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[Z+][0-9:]*", fullmatch=True)
    )
    def test_no_text_raises_anything_else(self, text: str) -> None:
        try:
            assert EARLIEST <= parse_instant(text) < LATEST
        except ValueError as error:
            assert str(error)  # noqa: PT017 - most texts raise, some do not


class TestDate:
    @pytest.mark.parametrize(("text", "day"), [("2026-11-25", date(2026, 11, 25)), ("2028-02-29", date(2028, 2, 29))])
    def test_the_one_form(self, text: str, day: date) -> None:
        assert parse_date(text) == day

    @pytest.mark.parametrize(
        "text",
        [
            "2026-13-01",
            "2026-02-30",
            "2026-00-01",
            "0000-01-01",
            "25.11.2026",
            "2026/11/25",
            "2026-11-25T00:00:00Z",
            "2026-1-5",
            "20261125",
            "2026-W48-1",
            "２０２６-11-25",
            "26-11-25",
            "today",
            "",
            "2026-11-25 ",
            "2026-11-25\n",
        ],
    )
    def test_nothing_else(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"^(this is no date|there is no day .*)$"):
            parse_date(text)


class TestDuration:
    @pytest.mark.parametrize(
        ("text", "days", "seconds"),
        [
            ("2d", Fraction(2), 0),
            ("1.5d", Fraction(3, 2), 0),
            ("0.1d", Fraction(1, 10), 0),
            ("4h", Fraction(0), 14_400),
            ("1d 4h 30m 5s", Fraction(1), 16_205),
            ("1d4h", Fraction(1), 14_400),
            (" 90m ", Fraction(0), 5400),
            ("0h", Fraction(0), 0),
        ],
    )
    def test_forms(self, text: str, days: Fraction, seconds: int) -> None:
        duration = parse_duration(text)
        assert (duration.days, duration.seconds) == (days, seconds)
        assert duration.text == text.strip()

    @pytest.mark.parametrize("text", ["", "  ", "2", "d", "2 days", "4h 1d", "-1d", "1.5h", "２d", "1e3d", "1d\n2h x"])
    def test_nothing_else(self, text: str) -> None:
        with pytest.raises(ValueError, match="a duration is written in days"):
            parse_duration(text)

    def test_a_day_is_as_long_as_the_calendar_says(self) -> None:
        assert parse_duration("1.5d 30m").over(timedelta(hours=8)) == timedelta(hours=12, minutes=30)
        assert parse_duration("1d").over(timedelta(hours=24)) == timedelta(days=1)
        assert parse_duration("0.1d").over(timedelta(hours=8)) == timedelta(minutes=48)


class TestNames:
    @pytest.mark.parametrize("text", ["SF-0000", "SF-0042", "SF-9999", "SF-10000", "SF-123456789"])
    def test_ids(self, text: str) -> None:
        assert id_pattern("SF").fullmatch(text)

    @pytest.mark.parametrize(
        "text",
        ["SF-042", "SF-00042", "SF-01000", "sf-0042", "SF0042", "SF-0042 ", "SF-00４2", "SF-0042\n", "SF-"],
    )
    def test_no_ids(self, text: str) -> None:
        assert not id_pattern("SF").fullmatch(text)

    def test_a_prefix_is_no_pattern(self) -> None:
        assert not id_pattern("S.").fullmatch("SF-0042")

    @pytest.mark.parametrize("name", ["SF-0042.md", "SF-0042-a.md", "SF-0042-checkout-spins-2.md", "SF-10042.md"])
    def test_names_of_files(self, name: str) -> None:
        found = ticket_name_pattern("SF").fullmatch(name)
        assert found
        assert name.startswith(found[1])

    @pytest.mark.parametrize(
        "name",
        ["SF-0042-.md", "SF-0042-A.md", "SF-0042_a.md", "SF-0042.MD", "SF-0042-ü.md", "xSF-0042.md"],
    )
    def test_no_names_of_files(self, name: str) -> None:
        assert not ticket_name_pattern("SF").fullmatch(name)

    @pytest.mark.parametrize(
        "name",
        [
            "Internal notes",
            " internal  NOTES ",
            "Internal notes:",
            "Internal notes :",
            "Ｉnternal notes",
            "Inter\u200bnal notes",
        ],
    )
    def test_sections_compare_by_how_they_read(self, name: str) -> None:
        assert section_key(name) == "internal notes"

    @pytest.mark.parametrize("name", ["Internal note", "Internal notes.", "Internal-notes", "Internal notes 2"])
    def test_other_sections_are_others(self, name: str) -> None:
        assert section_key(name) != "internal notes"

    @pytest.mark.parametrize("handle", ["Dev-Ben", "@dev-ben", " @DEV-BEN "])
    def test_handles_compare_without_case_and_at(self, handle: str) -> None:
        assert handle_key(handle) == "dev-ben"
