"""What the record says: figures, the rows behind them, reviews."""
