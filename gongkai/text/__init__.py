"""What words say: titles, numbers of documents, periods, days, pairs. Pure functions over text."""
