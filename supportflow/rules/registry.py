"""All rules, in the order of their numbers. A rule that is not listed here does not exist."""

from __future__ import annotations

from types import ModuleType

from supportflow.rules import (
    attachment_file,
    attachment_size,
    bad_id,
    bad_time,
    broken_link,
    duplicate_id,
    duplicate_key,
    duplicates_circle,
    empty_value,
    encoding,
    entry_shape,
    front_matter,
    hold,
    id_and_name,
    illegal_resolution,
    illegal_transition,
    in_the_future,
    level_one_heading,
    lost_cycle,
    misnamed_file,
    misplaced_field,
    misplaced_internal,
    missing_field,
    missing_key,
    missing_section,
    not_a_file,
    out_of_order,
    second_policy,
    self_link,
    severity_mismatch,
    state_mismatch,
    text_before_sections,
    too_large,
    undeclared_file,
    unfitting_severity,
    unknown_key,
    unknown_value,
    unlisted_section,
    wrong_role,
    wrong_type,
    yaml_feature,
    yaml_syntax,
)
from supportflow.rules.base import Page, Rule, page_of

MODULES: tuple[ModuleType, ...] = (
    front_matter,
    yaml_syntax,
    encoding,
    too_large,
    duplicate_key,
    yaml_feature,
    unknown_key,
    missing_key,
    wrong_type,
    bad_time,
    unknown_value,
    empty_value,
    entry_shape,
    not_a_file,
    bad_id,
    id_and_name,
    duplicate_id,
    misnamed_file,
    broken_link,
    self_link,
    duplicates_circle,
    illegal_transition,
    illegal_resolution,
    wrong_role,
    missing_field,
    out_of_order,
    in_the_future,
    state_mismatch,
    severity_mismatch,
    hold,
    misplaced_field,
    lost_cycle,
    unfitting_severity,
    missing_section,
    misplaced_internal,
    text_before_sections,
    level_one_heading,
    unlisted_section,
    attachment_file,
    attachment_size,
    undeclared_file,
    second_policy,
)

RULES: tuple[Rule, ...] = tuple(module.RULE for module in MODULES)

FAMILIES = {
    "SF1": "Front matter",
    "SF2": "Identity and links",
    "SF3": "Lifecycle and history",
    "SF4": "Privacy",
    "SF5": "Body and attachments",
    "SF6": "SLA",
    "SF9": "Repository and policy",
}


def pages() -> tuple[Page, ...]:
    """The manual page of every rule."""
    return tuple(page_of(module) for module in MODULES)


def find_rule(name: str) -> Page | None:
    """The page of a rule, by its number or its slug, in any case."""
    wanted = name.strip().lower()
    return next((page for page in pages() if wanted in (page.rule.id.lower(), page.rule.slug)), None)
