"""Codes of the machine are not shown where a person reads: languages by name, records by their reference alone."""

import pytest
from django.utils import translation

from foundation.templatetags.frame import official
from foundation.wording import language_name


@pytest.mark.parametrize(("language", "name"), [("en", "French"), ("az", "Fransız dili")])
def test_a_language_is_named_in_the_readers(language: str, name: str) -> None:
    with translation.override(language):
        assert language_name("fr").capitalize() == name
        assert language_name("xq") == "xq"


def test_only_a_reference_stands_beside_a_name() -> None:
    assert official("AGR-2026-7K3QF") == "AGR-2026-7K3QF"
    assert official("hom-ge") == official("OSCE") == ""
