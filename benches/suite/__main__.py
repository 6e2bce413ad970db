"""Measures the programs of benches/programs in every form, and compares them. `scripts/bench` calls this."""

import argparse
import json
import sys
from dataclasses import asdict

import figures as committed
import report
from build import HOSTS, Builder
from measure import measure
from programs import BY_NAME, FORMS, OURS, find


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--mpyc", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="these programs")
    parser.add_argument("--forms", nargs="+", default=[], choices=BY_NAME, metavar="FORM",
                        help=f"these forms, and bytecode: {', '.join(BY_NAME)}")
    parser.add_argument("--host", choices=HOSTS, default="rv32", help="instructions on rv32, or microseconds on x64")
    parser.add_argument("--json", metavar="FILE", help="write the figures here")
    parser.add_argument("-O", dest="level", metavar="LEVEL", help="what mpyc natmod is given as -O")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--update-docs", action="store_true",
                        help="write the page, and from rv32 the chart and the committed figures")
    action.add_argument("--check", action="store_true",
                        help="fail if mpyc's code takes 2 %% more instructions than the committed figures have, or "
                             "breaks a bound that they meet")
    options = parser.parse_args()
    if options.update_docs and (options.only or options.forms or options.level):
        sys.exit("scripts/bench: the page has all programs and forms: no --only, --forms or -O")
    if options.check and (options.forms or options.level or options.host != "rv32"):
        sys.exit("scripts/bench: the committed figures are those of rv32, without options")

    programs = find(options.only)
    chosen = OURS if options.check else options.forms
    forms = [form for form in FORMS if not chosen or form.name in ["bytecode", *chosen]]
    more = ["-O", options.level] if options.level else []
    figures = measure(Builder(options.mpyc, options.host, more), programs, forms)
    if options.json:
        rows = [{"program": program, "form": form, **asdict(figure)} for (program, form), figure in figures.items()]
        with open(options.json, "w") as file:
            json.dump({"host": options.host, "figures": rows}, file, indent=1)
            file.write("\n")
    if options.update_docs:
        if options.host == "rv32":
            committed.write(figures)
        report.write(programs, figures, options.host)
    elif options.check:
        found = committed.worse(programs, figures)
        if found:
            sys.exit("\n".join([*found, "if it has to be so: scripts/bench --update-docs"]))
        return
    print(report.tables(programs, figures, options.host))
    failed = [f"{program} {form}: {figure.state}" for (program, form), figure in figures.items() if not figure.ok]
    if failed:
        sys.exit("\n".join(["scripts/bench: not all forms give the result:", *failed]))


main()
