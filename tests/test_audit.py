import pytest

from tests import audit

SOUND = {"name": "torch", "version": "2.15.0", "vulns": []}
VULNERABLE = {"name": "pyyaml", "version": "5.3", "vulns": [{"id": "PYSEC-2021-142", "fix_versions": ["5.4"]}]}
SKIPPED = {"name": "torch", "skip_reason": "Dependency not found on PyPI and could not be audited: torch (2.15.0)"}


@pytest.fixture
def service(monkeypatch, capsys):
    """service(known, installed) is the status and what is printed, given the service's two answers."""

    def ask(known, installed):
        answers = iter([known, installed])
        monkeypatch.setattr(audit, "ask", lambda *_: next(answers))
        return audit.main(), capsys.readouterr().out

    return ask


@pytest.mark.parametrize(
    "known",
    [None, {}, {"dependencies": []}, {"dependencies": [SKIPPED]}, {"dependencies": [VULNERABLE | {"vulns": []}]}],
    ids=["no answer", "nothing", "no packages", "not on the index", "knows no vulnerability"],
)
def test_where_nobody_could_be_asked_it_is_not_green(service, known):
    status, printed = service(known, {"dependencies": [SOUND]})
    assert status == 1
    assert audit.UNREACHED in printed


def test_sound_packages_are_green(service):
    assert service({"dependencies": [VULNERABLE]}, {"dependencies": [SOUND]})[0] == 0


@pytest.mark.parametrize("installed", [None, {}, {"dependencies": []}])
def test_no_answer_on_what_is_installed_is_not_green(service, installed):
    assert service({"dependencies": [VULNERABLE]}, installed)[0] == 1


def test_a_vulnerable_package_and_one_that_was_not_looked_up_are_named(service):
    status, printed = service({"dependencies": [VULNERABLE]}, {"dependencies": [SOUND, VULNERABLE, SKIPPED]})
    assert status == 1
    assert printed.splitlines() == [
        "pyyaml 5.3: PYSEC-2021-142, mended in 5.4",
        f"torch was not looked up: {SKIPPED['skip_reason']}",
    ]


@pytest.mark.slow
def test_pip_audit_itself_without_a_network_gives_no_green(monkeypatch):
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert audit.main() == 1
