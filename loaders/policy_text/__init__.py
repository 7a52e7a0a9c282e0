"""The text of a policy document: how it is read, its clauses, its numbers, and what each of them says."""
