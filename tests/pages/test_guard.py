"""What the Guard says without a server: in which language."""

import pytest

from pages.ui.guard import language_of


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("ko", "ko"),
        ("ko-KR,ko;q=0.9,en-US;q=0.8", "ko"),
        ("KO;q=0.9", "ko"),
        ("en-GB,ko;q=0.5", "en"),
        ("fr-FR,ko", "en"),
        ("", "en"),
        ("*", "en"),
    ],
)
def test_it_answers_in_the_first_language_of_the_browser(accepted, language):
    assert language_of(accepted) == language
