"""Interface texts in Chinese and English, and the formats of numbers and dates."""
