"""What a workflow of GitHub's does is what there is to do: its commands are the shell's, the files that they name exist, the
values that they take from the matrix are in it, and the jobs that they wait for are there. Run by tests/release.rs with the root of
the repository.
"""

import pathlib
import re
import subprocess
import sys

from ruamel.yaml import YAML

root = pathlib.Path(sys.argv[1])
commands = []
for path in sorted((root / ".github/workflows").glob("*.yml")):
    workflow = YAML(typ="safe").load(path.read_text())
    jobs = workflow["jobs"]
    for name, job in jobs.items():
        where = f"{path.name}: {name}"
        needs = job.get("needs", [])
        for need in [needs] if isinstance(needs, str) else needs:
            assert need in jobs, f"{where} needs {need}"
        if used := job.get("uses"):
            assert (root / used).is_file(), f"{where}: {used}"
            continue
        assert job["timeout-minutes"] <= 180, where
        rows = job.get("strategy", {}).get("matrix", {}).get("include", [])
        for value in re.findall(r"matrix\.(\w+)", str(job)):
            assert rows and all(value in row for row in rows), f"{where}: {value}"
        for step in job["steps"]:
            if "run" not in step:
                assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"]), f"{where}: {step}"
                continue
            # An expression is one word to the shell.
            text = re.sub(r"\$\{\{[^}]*\}\}", "value", step["run"])
            subprocess.run(["bash", "-n"], input=text, text=True, check=True)
            commands.append(text.strip())
            for file in re.findall(r"(?:scripts|\.ci|natmod-examples)/[\w./-]+", text):
                assert (root / file).exists(), f"{where}: {file}"

assert ".ci/run" in commands
assert "python3 scripts/archive --program target/release/mpyc --system value --to dist" in commands
