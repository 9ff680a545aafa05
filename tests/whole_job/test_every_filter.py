"""Whatever a list of data entry offers to narrow it by can be chosen."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.whole_job.addresses import admin_pages

pytestmark = pytest.mark.django_db
CHOICES = 3  # of each filter: "all" and the next ones


def _offered(client: Client, address: str) -> Iterator[str]:
    answer = client.get(address)
    if answer.status_code == 200:
        shown = answer.context_data["cl"]  # type: ignore[attr-defined]
        for one in shown.filter_specs:
            for choice in [*one.choices(shown)][:CHOICES]:
                if "query_string" in choice:  # a text to be typed offers none
                    yield address + choice["query_string"]


@pytest.mark.parametrize("name", ["cmd_desk", "auditor"])
def test_every_filter_of_every_list_can_be_chosen(signed_in: Callable[[str], Client], name: str) -> None:
    client = signed_in(name)
    lists = admin_pages()
    offered = [address for one in lists for address in _offered(client, one)]
    assert len(offered) > len(lists) // 2
    refused = {one: status for one in offered if (status := client.get(one).status_code) != 200}
    assert refused == {}
