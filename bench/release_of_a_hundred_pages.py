"""A release of a hundred pages in each format, beside python-docx writing the bare paragraphs of the same text.

The report is the demo's, its findings repeated under numbered headings until the PDF has a hundred pages, so that every
part keeps its claims, quotations, tables and figure. Pages are counted in the PDF itself.
"""

from __future__ import annotations

import os
import sys
import tempfile
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench._ratios import row, timed  # noqa: E402

import anselm  # noqa: E402
from anselm.demo.build import build  # noqa: E402

N_PAGES = 100
REFUSED = "{{claim:Q8}}"


def main() -> int:
    """Print one row a format."""
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder) / "demo", said=lambda _: None)
        with anselm.open(Path(folder) / "demo") as study:
            report = study.reporting.reports()[0]
            part = "\n".join(line for line in report.body.split("\n") if REFUSED not in line)
            n_parts = _enough(study, report.id, part)
            text = _body(part, n_parts)
            bare = timed(lambda: _bare(text), 3)
            numbers = iter(range(10_000))
            for ending in ("md", "tex", "html", "docx", "pdf"):

                def released(ending: str = ending) -> None:
                    identifier = f"l-{next(numbers)}"
                    study.reporting.release(id=identifier, report_id=report.id, format=ending)

                aim = "aim ≤ 3 s"
                row(f"a {ending} release of {N_PAGES} pages", timed(released, 3), "python-docx, bare text", bare, aim)
    return 0


def _body(part: str, n: int) -> str:
    return "\n\n".join(part.replace("\n## ", f"\n## {at}. ") for at in range(1, n + 1))


def _enough(study: anselm.Study, report_id: str, part: str) -> int:
    """How many times the findings stand in a hundred pages; the study's report then holds them."""
    n = 1
    while True:
        study.reporting.write_report(id=report_id, body=_body(part, n))
        pages = _pages(study.reporting.draft(id=report_id, format="pdf").content)
        if pages >= N_PAGES:
            print(f"{pages} pages, the findings {n} times")
            return n
        n = max(n + 1, n * N_PAGES // max(pages, 1))


def _pages(content: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def _bare(text: str) -> None:
    import docx

    made = docx.Document()
    for line in text.split("\n\n"):
        made.add_paragraph(line)
    made.save(BytesIO())


if __name__ == "__main__":
    os.environ.setdefault("PYTHONDONTWRITEBYTECODE", "1")
    raise SystemExit(main())
