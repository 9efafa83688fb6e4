"""The description of the HTTP interface: `anselm openapi`."""

from __future__ import annotations

import json


def openapi() -> None:
    """Print the description of the HTTP interface.

    One OpenAPI 3.1 document on stdout, for programs that make clients.

    Example: anselm openapi > openapi.json
    """
    from anselm.services.catalogue import OPERATIONS
    from anselm.web.openapi import document

    print(json.dumps(document(OPERATIONS), ensure_ascii=False, indent=2))
