"""Interface texts in Chinese and English (``texts``, for pages and views), and formats of numbers and dates (``numbers``, for all).

The English text in the code is the key; ``zh_CN.po`` holds the Chinese. Names of data are bilingual in the data, not here.
"""
