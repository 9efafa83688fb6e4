"""The report as LaTeX that any of its engines sets; citekeys stay as written, figures become words and a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anselm.analysis.report.walk_words import SUPPORT_WORDS, about_claim, about_evidence, ordered, steps
from anselm.domain.document import (
    Block,
    Citation,
    ClaimSpan,
    Code,
    Emphasis,
    EvidenceTrace,
    FigureBlock,
    Heading,
    Inline,
    LineBreak,
    Link,
    ListBlock,
    Notice,
    NoticeBlock,
    Paragraph,
    PrintedReport,
    Quotation,
    QuotationBlock,
    QuotationSpan,
    QuoteBlock,
    Reference,
    Strong,
    TableBlock,
    Text,
    Trace,
)
from anselm.formats.out_safe import clean, one_line

__all__ = ["escaped", "render"]

_AS_COMMAND = {
    "\\": "\\textbackslash{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "`": "\\textasciigrave{}",
    "'": "\\textquotesingle{}",
    '"': "\\textquotedbl{}",
    "<": "\\textless{}",
    ">": "\\textgreater{}",
    "|": "\\textbar{}",
    "[": "{[}",
    "]": "{]}",
    "\n": " ",
    "\t": " ",
}
_SECTIONS = ("section", "subsection", "subsubsection", "paragraph", "subparagraph", "subparagraph")
_HEAD = r"""\documentclass[11pt,a4paper]{article}
\usepackage{iftex}
\iftutex\usepackage{fontspec}\else\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\fi
\usepackage{textcomp}
\usepackage{array}
\usepackage[normalem]{ulem}
\usepackage[hidelinks]{hyperref}
\setlength{\parindent}{0pt}\setlength{\parskip}{0.6em}
"""


def escaped(text: str) -> str:
    """The text with every character LaTeX would act on written as its name; one line."""
    made = "".join(_AS_COMMAND.get(one) or (f"\\{one}" if one in "{}$&#_%" else one) for one in clean(text))
    return re.sub(r"([-‘’,])(?=\1)", r"\1{}", made)


def render(document: PrintedReport, trace: Trace) -> str:
    """The whole file: claims with their count as a footnote, and the walk back as an appendix."""
    writer = _Writer(trace)
    body = "\n\n".join(writer.block(block) for block in document.blocks)
    subtitle = f"\\\\\\large {_line(document.subtitle)}" if document.subtitle else ""
    parts = [
        _HEAD,
        f"\\title{{{_line(document.title)}{subtitle}}}",
        f"\\author{{{_line(', '.join(document.authors))}}}",
        f"\\date{{{_line(document.status)}}}",
        "\\begin{document}\n\\maketitle\n",
        "\\emph{A draft: what still lacks support is marked in the text.}\n" if document.draft else "",
        body,
        _walk(trace),
        "\\end{document}\n",
    ]
    return "\n".join(part for part in parts if part)


def _line(text: str) -> str:
    return escaped(one_line(text))


class _Writer:
    def __init__(self, trace: Trace) -> None:
        self.claims = {claim.number for claim in trace.claims}
        self.n_quotations = len(trace.quotations)

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, children):
                return f"\\{_SECTIONS[level - 1]}{{{self.line(children)}}}"
            case Paragraph(children):
                return self.line(children)
            case ListBlock():
                kind = "enumerate" if block.ordered else "itemize"
                start = f"\\setcounter{{enumi}}{{{block.start - 1}}}" if block.ordered and block.start > 1 else ""
                entries = "\n".join(f"\\item {{}}{self.blocks(entry)}" for entry in block.entries)
                return f"\\begin{{{kind}}}{start}\n{entries}\n\\end{{{kind}}}"
            case QuoteBlock(blocks):
                return f"\\begin{{quotation}}\n{self.blocks(blocks)}\n\\end{{quotation}}"
            case QuotationBlock(quotation):
                return f"\\begin{{quote}}\n{self.quotation(quotation)}\n\\end{{quote}}"
            case TableBlock():
                return self.table(block)
            case FigureBlock():
                words = f"\\textbf{{{_line(block.caption)}}} {_line(block.text_alternative)}"
                return f"{_place(block.anchor)}{words}\n\n{self.table(block.table)}"
            case NoticeBlock(reason, advice):
                return _notice(f"{reason} {advice}".strip())
            case _:
                return "\\begin{center}* * *\\end{center}"

    def blocks(self, blocks: Sequence[Block]) -> str:
        return "\n\n".join(self.block(inner) for inner in blocks)

    def table(self, table: TableBlock) -> str:
        if not table.columns:
            return ""
        width = 0.9 / len(table.columns)
        turn = {"left": "\\raggedright", "right": "\\raggedleft", "centre": "\\centering"}
        columns = "".join(
            f">{{{turn[table.align(at)]}\\arraybackslash}}p{{{width:.3f}\\linewidth}}"
            for at in range(len(table.columns))
        )
        rows = [" & ".join(self.line(cell) for cell in row) + " \\\\" for row in (table.columns, *table.rows)]
        rows.insert(1, "\\hline")
        caption = f"{_place(table.anchor)}\\textbf{{{_line(table.caption)}}}\n\n" if table.caption else ""
        note = f"\n\n\\emph{{{_line(table.note)}}}" if table.note else ""
        body = "\n".join(rows)
        return f"{caption}{{\\small\\begin{{tabular}}{{{columns}}}\n{body}\n\\hline\\end{{tabular}}}}{note}"

    def line(self, children: Sequence[Inline]) -> str:
        return "".join(self.inline(child) for child in children)

    def inline(self, child: Inline) -> str:
        match child:
            case Text(text) | Citation(text):
                return escaped(text)
            case Code(text):
                return f"\\texttt{{{escaped(text)}}}"
            case LineBreak():
                return "\\newline{}"
            case Notice(text):
                return _notice(text)
            case Emphasis(children):
                return f"\\emph{{{self.line(children)}}}"
            case Strong(children):
                return f"\\textbf{{{self.line(children)}}}"
            case Link(address, children):
                return f"\\href{{{_address(address)}}}{{{self.line(children)}}}"
            case Reference(anchor, children):
                return f"\\protect\\hyperref[{_label(anchor)}]{{{self.line(children)}}}"
            case QuotationSpan(quotation):
                return self.quoted(quotation)
            case _:
                return self.claim(child)

    def claim(self, claim: ClaimSpan) -> str:
        words = self.line(claim.children)
        if not claim.number:
            return f"{words} {_notice(claim.note)}"
        said = (claim.count_words, SUPPORT_WORDS[claim.support], claim.note)
        note = "; ".join(dict.fromkeys(part.rstrip(".") for part in said if part))
        back = f"; \\hyperref[claim-{claim.number}]{{walk back}}" if claim.number in self.claims else ""
        return f"{words}\\protect\\footnote{{{_line(note)}{back}.}}"

    def quoted(self, quotation: Quotation) -> str:
        if quotation.printing == "removed":
            return f"\\sout{{{_line(quotation.label)}}} {_notice(quotation.note)}"
        note = f" {_notice(quotation.note)}" if quotation.note else ""
        return f"“{_line(quotation.words)}” ({self.label(quotation)}){note}"

    def quotation(self, quotation: Quotation) -> str:
        if quotation.printing == "removed":
            return self.quoted(quotation)
        note = f"\n\n{_notice(quotation.note)}" if quotation.note else ""
        where = ", ".join(_line(part) for part in (quotation.locator, quotation.time) if part)
        words = "\n\n".join(escaped(line) for line in clean(quotation.words).split("\n") if line.strip())
        return f"{words}\n\n({self.label(quotation)}{', ' if where else ''}{where}){note}"

    def label(self, quotation: Quotation) -> str:
        if not 0 < quotation.number <= self.n_quotations:
            return _line(quotation.label)
        return f"\\hyperref[quote-{quotation.number}]{{{_line(quotation.label)}}}"


def _notice(text: str) -> str:
    return f"\\textbf{{{{[}}{_line(text)}{{]}}}}"


def _place(anchor: str) -> str:
    """Where references lead; the number they print is ours and not LaTeX's."""
    return f"\\phantomsection\\label{{{_label(anchor)}}}" if anchor else ""


def _label(anchor: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", anchor)


def _address(address: str) -> str:
    """The address with everything but plain characters written as its bytes in hexadecimal."""
    safe = re.sub(r"[^A-Za-z0-9:/.?=,;@!*+()-]", lambda found: _hex(found[0]), clean(address))
    return safe.replace("%", "\\%")


def _hex(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _walk(trace: Trace) -> str:
    if not trace.claims and not trace.quotations:
        return ""
    made = ["\\appendix\n\\section{The walk back}"]
    for claim in trace.claims:
        made.append(f"\\subsection{{{_line(claim.sentence)}}}\\label{{claim-{claim.number}}}")
        made.append(_line(about_claim(claim)))
        for one in ordered(claim):
            made.append(f"\\textbf{{{_line(about_evidence(one))}}}")
            made.extend(_steps(one))
    for at, one in enumerate(trace.quotations, 1):
        label = one.speaker.label if one.speaker else one.case
        made.append(f"\\subsection{{Quotation of {_line(label)}}}\\label{{quote-{at}}}")
        made.extend(_steps(one))
    return "\n\n".join(made)


def _steps(one: EvidenceTrace) -> list[str]:
    return [f"{{\\small\\emph{{{name}.}} {_line(said)}}}" for name, said in steps(one)]
