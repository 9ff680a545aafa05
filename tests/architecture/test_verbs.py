"""What stands in the trail is said in words: every verb has some, and nothing has words that is never done."""

import re

from foundation.permissions import all_words
from tests.architecture.house import modules

WRITTEN = re.compile(r"(?:@verb|\bact|\bunder_name|\brecord)\(\s*\"([a-z_]+\.[a-z_]+)\"")
# Made of a word and the name of an open table, or saved through the base of data entry.
# Or done no more since note 0044, and still told by the trail.
OTHERWISE = {"accounts.amended", "returns.check"}


def test_every_verb_has_words_and_no_other():
    done = {verb for module in modules() for verb in WRITTEN.findall(module.path.read_text())}
    assert done | OTHERWISE == set(all_words())
