"""Claims and what counts behind them, quotations, the living report, drafts and releases."""
