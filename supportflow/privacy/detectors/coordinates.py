"""Coordinates of a place where somebody is: with a label, in a link to a map, in degrees and minutes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from supportflow.privacy.page import Match, Page
from supportflow.privacy.types import Kind

_NUMBER: Final = r"[-−+]?\d{1,3}[.,]\d{3,}"
_PAIR: Final = re.compile(
    r"(?<![\w.])(?P<lat>[-−+]?\d{1,2}\.\d{3,})[ ]?°?[ ]?(?P<ns>[NS])?[ ]?[,;/ ][ "
    r"]{0,2}(?P<lon>[-−+]?\d{1,3}\.\d{3,})[ ]?°?[ ]?(?P<ew>[EWO])?(?![\w.]\d)"
)
_PAIR_HINT: Final = re.compile(r"\d\.\d{3,}[ °NS,;/]{1,4}[-−+]?\d{1,3}\.\d{3}")
_LABELLED: Final = re.compile(
    rf"(?<![A-Za-z])(?:lat|latitude|breite|breitengrad|latitud|breedtegraad)[\"'`*]*[ ]?[:=|]?[ "
    rf"\"'`*]{{0,3}}(?P<lat>{_NUMBER}){{1}}[\s\S]{{1,12}}?(?<![A-Za-z])(?:lon|lng|long|longitude|länge"
    rf"|längengrad|longitud|lengtegraad)[\"'`*]*[ ]?[:=|]?[ \"'`*]{{0,3}}(?P<lon>{_NUMBER})",
    re.IGNORECASE,
)
_DEGREES: Final = re.compile(
    r"(?<!\w)\d{1,2}[ ]?°[ ]?\d{1,2}(?:[.,]\d+)?[ ]?['’′](?:[ ]?\d{1,2}(?:[.,]\d+)?[ ]?(?:[\"”″]|''"
    r"|′′))?[ ]?[NS][ ,;/]{0,3}\d{1,3}[ ]?°[ ]?\d{1,2}(?:[.,]\d+)?[ ]?['’′](?:[ ]?\d{1,2}(?:[.,]\d+)?[ "
    r"]?(?:[\"”″]|''|′′))?[ ]?[EWO](?!\w)"
)
_CONTEXT: Final = re.compile(
    r"(?:\b(?:gps|geo|geolocation|coords?|coordinates?|coordinate|location|located|position|lives?|home"
    r"|house|lat|latlng|latlong|standort|koordinaten|wohn\w*|coordonnees|localisation|emplacement"
    r"|ubicacion|coordenadas|locatie|coordinaten|localizacao|ligging|koordinate|coordinate|posizione"
    r"|wspolrzedne|lokalizacja|plats|koordinater|whereabouts|tracked|checkin|check-in|exif"
    r"|pin)\b[^\n;{}]{0,60}|(?:@|q=|ll=|geo:|loc:|query=|daddr=|place/|center=|search/|mlat=))$"
)
_MAP_PLACE: Final = re.compile(
    r"\b(?:bbox|bounding|zoom|viewport|polygon|center of|centre of|stadium|tile|projection|epsg|default"
    r"|fixture|test|example)\b"
)


def find(page: Page) -> Iterator[Match]:
    """Pairs of coordinates."""
    text = page.text
    if "°" in text:
        for found in _DEGREES.finditer(text):
            yield Match(*found.span(), Kind.COORDINATES)
    if "lat" in page.places or page.has(frozenset(("latitude", "latitud", "breite", "breitengrad", "breedtegraad"))):
        for found in _LABELLED.finditer(text):
            if not _MAP_PLACE.search(page.before(found.start(), 80)) and any(
                each in "123456789" for each in found["lat"]
            ):
                yield Match(found.start("lat"), found.end("lon"), Kind.COORDINATES)
    for found in _PAIR.finditer(text) if _PAIR_HINT.search(text) else ():
        if abs(float(found["lat"].replace("−", "-"))) > 90 or abs(float(found["lon"].replace("−", "-"))) > 180:
            continue
        before = page.before(found.start(), 80)
        if (_CONTEXT.search(before) or (found["ns"] and found["ew"])) and not _MAP_PLACE.search(before):
            yield Match(*found.span(), Kind.COORDINATES)
