"""The first page of a PDF as a picture. Run as a process of its own: `python -I first_page.py`.

What reads a stranger's PDF is a large library in C: here it has a minute of a processor, some memory, no database, no
address and no key, and takes nothing with it if it falls. PDF on standard input, JPEG on standard output.
"""

import io
import resource
import sys

import pypdfium2

EDGE = 1280
SECONDS, MEMORY = 20, 1_000_000_000


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    page = document[0]
    width, height = page.get_size()
    drawn = page.render(scale=EDGE / max(width, height, 1.0)).to_pil().convert("RGB")
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=86)
    sys.stdout.buffer.write(out.getvalue())


if __name__ == "__main__":
    main()
