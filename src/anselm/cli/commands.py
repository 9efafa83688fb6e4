"""The table of commands. A command's module is imported by its `load`, and only when it is invoked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, the line `anselm --help` shows, and how to reach its function.

    The function's docstring opens with the same promise and then, after an empty line, gives an example.
    """

    name: str
    summary: str
    load: Callable[[], Callable[..., Any]]


def _doctor() -> Callable[..., Any]:
    from anselm.cli.doctor import doctor

    return doctor


def _version() -> Callable[..., Any]:
    from anselm.cli.doctor import version

    return version


def _new() -> Callable[..., Any]:
    from anselm.cli.studies import new

    return new


def _call() -> Callable[..., Any]:
    from anselm.cli.studies import call

    return call


def _verify() -> Callable[..., Any]:
    from anselm.cli.safekeeping import verify

    return verify


def _backup() -> Callable[..., Any]:
    from anselm.cli.safekeeping import backup

    return backup


def _restore() -> Callable[..., Any]:
    from anselm.cli.safekeeping import restore

    return restore


def _serve() -> Callable[..., Any]:
    from anselm.cli.serve import serve

    return serve


def _openapi() -> Callable[..., Any]:
    from anselm.cli.openapi import openapi

    return openapi


def _import() -> Callable[..., Any]:
    from anselm.cli.sources import import_

    return import_


def _survey() -> Callable[..., Any]:
    from anselm.cli.surveys import survey

    return survey


def _codebook() -> Callable[..., Any]:
    from anselm.cli.codebooks import codebook

    return codebook


def _text() -> Callable[..., Any]:
    from anselm.cli.sources import text

    return text


def _codings() -> Callable[..., Any]:
    from anselm.cli.reading import codings

    return codings


def _extracts() -> Callable[..., Any]:
    from anselm.cli.reading import extracts

    return extracts


def _agreement() -> Callable[..., Any]:
    from anselm.cli.reading import agreement

    return agreement


def _claims() -> Callable[..., Any]:
    from anselm.cli.reading import claims

    return claims


def _query() -> Callable[..., Any]:
    from anselm.cli.interpreting import query

    return query


def _saturation() -> Callable[..., Any]:
    from anselm.cli.interpreting import saturation

    return saturation


def _matrix() -> Callable[..., Any]:
    from anselm.cli.interpreting import matrix

    return matrix


def _report() -> Callable[..., Any]:
    from anselm.cli.reports import report

    return report


def _draft() -> Callable[..., Any]:
    from anselm.cli.reports import draft

    return draft


def _release() -> Callable[..., Any]:
    from anselm.cli.reports import release

    return release


def _capsule() -> Callable[..., Any]:
    from anselm.cli.reports import capsule

    return capsule


def _check() -> Callable[..., Any]:
    from anselm.cli.checking import check

    return check


def _export() -> Callable[..., Any]:
    from anselm.cli.exporting import export

    return export


def _demo() -> Callable[..., Any]:
    from anselm.cli.demo import demo

    return demo


def _package() -> Callable[..., Any]:
    from anselm.cli.packages import package

    return package


def _open() -> Callable[..., Any]:
    from anselm.cli.packages import open_

    return open_


def _return() -> Callable[..., Any]:
    from anselm.cli.packages import return_

    return return_


def _take_in() -> Callable[..., Any]:
    from anselm.cli.packages import take_in

    return take_in


def _result() -> Callable[..., Any]:
    from anselm.cli.packages import result

    return result


def _stages() -> Callable[..., Any]:
    from anselm.cli.stages import stages

    return stages


COMMANDS: tuple[Command, ...] = (
    Command("demo", "Build the demo study (nine made-up teams) and open the workbench.", _demo),
    Command("new", "Make a study.", _new),
    Command("call", "Carry out any operation, in process: whatever the screen can do, a script can do.", _call),
    Command("stages", "Show how far each source is in each stage of the method, and what would be next.", _stages),
    Command("import", "Bring files in, each accepted with its warnings or refused with its reason.", _import),
    Command("survey", "Bring in a survey from a table, each respondent a source; first say what would come.", _survey),
    Command("codebook", "Bring codes in from a codebook in a file; first say what is new and what differs.", _codebook),
    Command("text", "Print the canonical text of a source, exactly.", _text),
    Command("codings", "Print every coding of a set.", _codings),
    Command("extracts", "Write every passage of a code, theme or case as a file.", _extracts),
    Command("agreement", "Say how far readers coincide, in a round or in any table.", _agreement),
    Command("claims", "Count behind every claim.", _claims),
    Command("query", "Find the passages a written query asks for, with the count by case.", _query),
    Command("saturation", "Show how the codes grew in the order held, and say what that shows.", _saturation),
    Command("matrix", "Print the framework matrix, or write it as a file.", _matrix),
    Command("report", "Say what a report is called and whose words it prints, or change that.", _report),
    Command("draft", "Write the report, marked where support is missing.", _draft),
    Command("release", "Release the report, or refuse naming the sentence in the way.", _release),
    Command("capsule", "Make the study one offline file for a supervisor, an auditor or an examiner.", _capsule),
    Command("check", "Hold a Word file that came back against the study: quotations, labels, counts, consent.", _check),
    Command("export", "Write the study for another program, and print what its format cannot hold.", _export),
    Command("package", "Pack a blind round for one reader's own computer.", _package),
    Command("open", "Open a round package as a small study of your own.", _open),
    Command("return", "Write your reading, handed in, as the file to send back.", _return),
    Command("take-in", "Take in a reading that came back, unseen until the readings are opened.", _take_in),
    Command("result", "Write how a closed round ended for a reader on another computer.", _result),
    Command("verify", "Say whether the study's history is intact.", _verify),
    Command("backup", "Make a dated copy and verify it, also while the workbench runs.", _backup),
    Command("restore", "Put a verified copy into a new folder; without a name the newest.", _restore),
    Command("serve", "Open a study in the browser.", _serve),
    Command("openapi", "Print the description of the HTTP interface.", _openapi),
    Command("doctor", "Report what this computer offers and what may get in the way.", _doctor),
    Command("version", "Print the version.", _version),
)
