from datetime import date

import pytest

from agreements.lifecycle import Eif, EifMissing, EifRule, eif_date

SIGNED, FIRST, SECOND = date(2010, 3, 1), date(2010, 4, 7), date(2010, 5, 2)


@pytest.mark.parametrize(
    ("rule", "facts", "day"),
    [
        (EifRule.ON_SIGNATURE, {"signed_on": SIGNED}, SIGNED),
        (EifRule.LAST_NOTIFICATION_RECEIVED, {"notifications_received": [SECOND, FIRST]}, SECOND),
        (
            EifRule.N_DAYS_AFTER_LAST_NOTIFICATION,
            {"notifications_received": [FIRST, SECOND], "n_days": 30},
            date(2010, 6, 1),
        ),
        (EifRule.EXCHANGE_OF_INSTRUMENTS, {"exchanged_on": SECOND}, SECOND),
        (EifRule.FIXED_DATE, {"fixed_on": FIRST}, FIRST),
        (EifRule.N_CONSENTS, {"consents": [date(2011, 1, 1), SECOND, FIRST], "n_consents": 2}, SECOND),
    ],
)
def test_each_rule_finds_its_day(rule: EifRule, facts: dict, day: date):
    assert eif_date(rule, **facts) == Eif(day)


@pytest.mark.parametrize(
    ("rule", "facts", "missing"),
    [
        (None, {"signed_on": SIGNED}, [EifMissing.RULE]),
        (EifRule.ON_SIGNATURE, {}, [EifMissing.SIGNATURE]),
        (EifRule.LAST_NOTIFICATION_RECEIVED, {"notifications_received": [FIRST]}, [EifMissing.NOTIFICATION]),
        (
            EifRule.LAST_NOTIFICATION_RECEIVED,
            {"notifications_received": [FIRST, None]},
            [EifMissing.NOTIFICATION],
        ),
        (EifRule.N_DAYS_AFTER_LAST_NOTIFICATION, {}, [EifMissing.NOTIFICATION, EifMissing.DAYS]),
        (EifRule.EXCHANGE_OF_INSTRUMENTS, {}, [EifMissing.EXCHANGE]),
        (EifRule.FIXED_DATE, {}, [EifMissing.FIXED]),
        (EifRule.N_CONSENTS, {"consents": [FIRST]}, [EifMissing.CONSENTS_NEEDED]),
        (EifRule.N_CONSENTS, {"consents": [FIRST], "n_consents": 2}, [EifMissing.CONSENT]),
    ],
)
def test_what_is_not_known_is_named_and_no_day_is_guessed(rule: EifRule | None, facts: dict, missing: list):
    assert eif_date(rule, **facts) == Eif(None, tuple(missing))
