"""`make audit`: whether any installed package is known to be vulnerable; never green when nobody could be asked.

pip-audit by itself says “No known vulnerabilities found” also where the advisory service knows none of the packages,
for example behind a mirror of the package index. So it is first asked about a package that is known to be vulnerable.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

KNOWN = "pyyaml==5.3"  # CVE-2020-14343 and others
UNREACHED = "The advisory service was not reached, so nothing was audited"


def main() -> int:
    """The status for the shell: 0 when every package was looked up and none is vulnerable."""
    with tempfile.TemporaryDirectory() as folder:
        known = Path(folder) / "known.txt"
        known.write_text(KNOWN, encoding="utf-8")
        problems = problems_of_service(ask("-r", str(known), "--no-deps", "--disable-pip"))
    if not problems:
        problems = problems_in(ask("--local"))
    print("\n".join(problems) or "Every installed package was looked up, and none is known to be vulnerable.")
    return bool(problems)


def ask(*options: str) -> Mapping[str, Any] | None:
    """What pip-audit finds; None where it gives no answer."""
    command = [sys.executable, "-m", "pip_audit", "--progress-spinner", "off", "-f", "json", *options]
    said = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    try:
        found = json.loads(said)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def problems_of_service(found: Mapping[str, Any] | None) -> Sequence[str]:
    """Why its answers cannot be believed, given its answer on a package that is known to be vulnerable."""
    if found is None:
        return [f"{UNREACHED}: no answer."]
    if not any(package.get("vulns") for package in found.get("dependencies", [])):
        return [f"{UNREACHED}: it knows of nothing wrong with {KNOWN}."]
    return []


def problems_in(found: Mapping[str, Any] | None) -> Sequence[str]:
    """A line for each package that is vulnerable or was not looked up."""
    if not found or not found.get("dependencies"):
        return [f"{UNREACHED}: no answer."]
    problems = []
    for package in found["dependencies"]:
        named = f"{package['name']} {package.get('version', '')}".strip()
        if "skip_reason" in package:
            problems.append(f"{named} was not looked up: {package['skip_reason']}")
        problems += [
            f"{named}: {vulnerability['id']}, mended in {', '.join(vulnerability['fix_versions']) or 'no version yet'}"
            for vulnerability in package.get("vulns", [])
        ]
    return problems


if __name__ == "__main__":
    sys.exit(main())
