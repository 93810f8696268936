"""Service levels: working time, clocks, receipts, compliance and forecasts."""
