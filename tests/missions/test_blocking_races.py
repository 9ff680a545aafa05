"""A blocking remark, a conflict and a submission at the same moment: nothing is submitted over what blocks it."""

import pytest

from foundation.errors import DomainError
from missions.models import PaperComment, PaperConflict
from missions.services.conflicts import RaisedTooLate
from missions.services.remarks import OnlyDraftsBlocked
from missions.services.submissions import ConflictsOpen, RemarksBlock
from tests.cast import acting
from tests.missions.rich import in_conflict, remarked, rich
from tests.missions.scene import seen, submitted
from tests.missions.test_four_eyes import in_parallel

pytestmark = pytest.mark.django_db(transaction=True)
TOO_LATE, STOPPED = (OnlyDraftsBlocked, RaisedTooLate), (RemarksBlock, ConflictsOpen)


@pytest.mark.parametrize(
    "block",
    [
        lambda paper: remarked(paper, "mfa_desk", severity="blocking", part="risks"),
        lambda paper: in_conflict(paper),
    ],
    ids=["remark", "conflict"],
)
def test_of_what_blocks_and_a_submission_at_the_same_moment_one_is_refused(block):
    for _pair in range(3):
        paper = rich()
        said, sent = in_parallel(lambda paper=paper: block(paper), lambda paper=paper: submitted(paper))
        assert (said is None) != (sent is None), (said, sent)
        assert isinstance(said, TOO_LATE) or isinstance(sent, STOPPED)
        assert isinstance(said or sent, DomainError)
        with acting("cmd_desk") as by:
            blocked = PaperComment.objects.visible_to(by).filter(paper=paper, severity="blocking").exists()
            blocked |= PaperConflict.objects.visible_to(by).filter(paper=paper).exists()
        assert seen(paper).state == ("draft" if blocked else "post_coordination")
