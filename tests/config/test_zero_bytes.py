"""A zero byte in an address is no mistake of the server: nothing is there."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "room",
    [
        "inspections",
        "returns",
        "agreements",
        "papers",
        "post-reports",
        "activities",
        "advice",
        "advice/months",
    ],
)
def test_there_is_no_page_behind_a_zero_byte(signed_in, room):
    answer = signed_in("cmd_desk").get(f"/{room}/%00/")
    assert answer.status_code == 404
    assert "Internal" not in answer.content.decode()


def test_nor_anything_for_programs(api):
    assert api("cmd_desk").get("/api/v1/inspections/%00/").status_code == 404
