"""Projects of other programs, written by hand for tests: a container with one project and its files."""

from __future__ import annotations

from tests.formats.word_files import zipped

CODE = "aaaaaaaa-0000-4000-8000-00000000000"
USER = "bbbbbbbb-0000-4000-8000-00000000000"
_CODES = "".join(
    f'<Code guid="{CODE}{n}" name="{name}" isCodable="{group}" color="{colour}">{more}'
    for n, name, group, colour, more in (
        (1, "Ways", "false", "#ff0000", ""),
        (2, "Overhearing", "true", "#3475C4", "<Description>Hears it.\nInclude: at the door</Description></Code>"),
        (3, "Asking", "true", "", "</Code></Code>"),
    )
)
_USERS = "".join(f'<User guid="{{{USER.upper()}{n}}}" name="{name}"/>' for n, name in ((1, "Kay Ash"), (2, "Lou Bay")))


def coding(number: int, code: int = 2, user: int = 1, more: str = "") -> str:
    """A coding by one of the two users, on the day the file says."""
    who = f'creatingUser="{USER}{user}" creationDateTime="2021-03-04T10:00:00+01:00"' if user else ""
    return f'<Coding guid="k{number}" {who}><CodeRef targetGUID="{CODE}{code}"/>{more}</Coding>'


def passage(start: int, end: int, inner: str, guid: str = "", name: str = "") -> str:
    """A marked passage with what stands on it."""
    guid = guid or f"q{start}-{end}"
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f"{inner}</PlainTextSelection>"
    )


def text_source(guid: str, name: str, inner: str = "") -> str:
    """A text whose words lie in a file of its own."""
    return f'<TextSource guid="{guid}" name="{name}" plainTextPath="internal://{guid}.txt">{inner}</TextSource>'


def project_xml(sources: str, more: str = "", codes: str = _CODES, before: str = "") -> str:
    """The project: two users, three codes, these sources, and what comes after them."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="Kitchen talk" '
        f'origin="Another program 9"><Users>{_USERS}</Users><CodeBook><Codes>{codes}</Codes></CodeBook>{before}'
        f"<Sources>{sources}</Sources>{more}</Project>"
    )


def project_file(xml: str, files: dict[str, bytes]) -> bytes:
    """The container."""
    parts: dict[str, str | bytes] = {"project.qde": xml}
    parts |= {f"sources/{name}": content for name, content in files.items()}
    return zipped(parts)


TALK = "I1: How do you learn?\nP01: I hear them. Löng 😀 phone.\nP01: In the car, with her.\n"


def kitchen(extra: str = "") -> bytes:
    """Two texts, coded by two people and by nobody in particular; memos, a case, variables, and things to leave."""
    at = TALK.index("I hear them")
    first = (
        "<Description>Noisy room.</Description>"
        + passage(at, at + 11, coding(1) + coding(2, user=2), name="I hear them")
        + passage(at, at + 11, coding(3, 3, 0, '<NoteRef targetGUID="n2"/>'), "again")
        + passage(0, 9, "<Description>Opened well</Description>", "note")
        + passage(0, 4000, coding(4), "far")
        + '<NoteRef targetGUID="n1"/>'
        + '<VariableValue><VariableRef targetGUID="v1"/><TextValue>north</TextValue></VariableValue>'
    )
    notes = (
        '<Note guid="n1" name="About the room" creatingUser="' + USER + '2"><PlainTextContent>Too loud.'
        "</PlainTextContent></Note>"
        "<Note guid='n2' name='Why'><PlainTextContent>She asks back.</PlainTextContent></Note>"
        "<Note guid='n3' name='Plan'><PlainTextContent>Read it again.</PlainTextContent></Note>"
        "<Note guid='n4' name='Nothing'/>"
    )
    before = (
        '<Variables><Variable guid="v1" name="Side" typeOfVariable="Text"/>'
        '<Variable guid="v2" name="Size" typeOfVariable="Integer"/></Variables>'
        '<Cases><Case guid="c1" name="Ward 3"><VariableValue><VariableRef targetGUID="v2"/><IntegerValue>12'
        '</IntegerValue></VariableValue><SourceRef targetGUID="s1"/></Case></Cases>'
    )
    after = f"<Notes>{notes}</Notes><Sets><Set guid='t' name='Tea'/></Sets>{extra}"
    sources = text_source("s1", "INT01", first) + text_source("s2", "Diary")
    sources += '<VideoSource guid="m" name="Tour.mp4"/>'
    xml = project_xml(sources, after, before=before)
    return project_file(xml, {"s1.txt": TALK.encode(), "s2.txt": b"A quiet day.\n"})
