"""Rich Text files written by hand, so that a test says exactly which marks it is about."""

from __future__ import annotations

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 Mincho{\*\falt x};}"
    r"{\f3\fcharset2 Symbol;}{\f4\fcharset77 Geneva;}}"
)


def rtf_file(body: str, head: str = r"\ansi\ansicpg1252\deff0", fonts: str = FONTS) -> bytes:
    """A Rich Text file with this body, whose characters beyond ASCII are bytes of the same number."""
    return f"{{\\rtf1{head}{fonts}{{\\colortbl;\\red0\\green0\\blue0;}}\r\n{body}}}".encode("latin-1")


def written(text: str, instead: str = "?") -> str:
    """Words as Word writes them: characters beyond ASCII by the number of each half, then what stands in for it."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append("\\" + sign)
        elif sign == "\t":
            out.append(r"\tab ")
        elif sign == "\n":
            out.append(r"\line ")
        elif " " <= sign <= "~":
            out.append(sign)
        else:
            units = sign.encode("utf-16-le")
            for at in range(0, len(units), 2):
                number = int.from_bytes(units[at : at + 2], "little", signed=True)
                out.append(f"\\u{number}{instead or ' '}")
    return "".join(out)


def par(text: str) -> str:
    """A paragraph of plain words."""
    return written(text) + "\\par\n"
