"""The report: Markdown with live blocks read, its quotations verified, its claims counted behind, resolved."""
