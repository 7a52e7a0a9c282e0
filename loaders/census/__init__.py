"""The published census workbooks: fetched or read from a folder, checked, and written as tables of every place."""
