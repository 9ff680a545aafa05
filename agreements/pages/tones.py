"""The tone of a state's chip; every one also has its word."""

from agreements.lifecycle import AgreementState

TONES = {
    AgreementState.IN_FORCE: "ok",
    AgreementState.DENUNCIATION_NOTIFIED: "soon",
    AgreementState.SUSPENDED: "soon",
    AgreementState.SIGNED: "info",
    AgreementState.DOMESTIC_PROCEDURES: "info",
    AgreementState.NOTIFIED: "info",
}


def tone(state: str) -> str:
    """Neutral for what is over or has hardly begun."""
    return TONES.get(AgreementState(state), "neutral")
