"""How files break on their way: bytes flipped, a part lost, doubled or taken from elsewhere, the end cut off, nothing left."""

from random import Random

# Signs that mean something to CSV or YAML, among them what a reader may take for a date, a number or an object.
SIGNS = (
    *(
        b"\0",
        b"\n",
        b"\r",
        b'"',
        b",",
        b";",
        b":",
        b"{",
        b"[",
        b"&",
        b"*",
        b"!",
        b"|",
        b"%",
        b"@",
        b"`",
        b"#",
        b"- ",
        b"? ",
    ),
    *(b"&a ", b"*a ", b"<<: ", b"~", b"{}", b"[]", b"2020-13-45", b".nan", b"1e999", b"0o99", b"190:20:30", b"9" * 400),
    *(
        b"!!int x",
        b"!!bool x",
        b"!!timestamp x",
        b"!!binary x",
        b"!!python/object:os.system ",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
    ),
    *(b"[" * 3000, b"&a [&b [*a,*a],*b]"),
)


def damaged(content: bytes, random: Random) -> bytes:
    """Return content with one kind of damage at a random place."""
    at = random.randrange(len(content))
    some = random.randrange(1, 400)
    ways = (
        lambda: b"".join((content[:at], bytes([content[at] ^ 1 << random.randrange(8)]), content[at + 1 :])),
        lambda: content[:at],
        lambda: content[: at + some] + content[at:],
        lambda: content[:at] + content[at + some :],
        lambda: content[:at] + content[-some:] + content[at:],
        lambda: content[:at] + random.choice(SIGNS) + content[at:],
        lambda: content[:at] + random.choice(SIGNS) + content[at + 1 :],
    )
    return random.choice(ways)()
