"""Where no mail server is named, every message is a file of its own."""

from pathlib import Path

from django.core.mail import EmailMessage, get_connection

SINK = "config.mail.OneFilePerMessage"


def test_messages_of_one_moment_are_files_in_their_order(tmp_path: Path) -> None:
    for number in range(20):
        EmailMessage(
            f"{number}",
            "Səfər",
            to=["a@example.invalid"],
            connection=get_connection(SINK, file_path=tmp_path),
        ).send()
    letters = [letter.read_text() for letter in sorted(tmp_path.iterdir())]
    assert [letter.partition("Subject: ")[2].partition("\n")[0] for letter in letters] == [
        str(n) for n in range(20)
    ]
    assert all("Səfər" in letter for letter in letters)
