"""The product's own web server, without `pergola serve`: its doctor rightly refuses a database that forgets for speed."""

import sys

from pergola.config import ready, serving

if __name__ == "__main__":
    ready.django_()
    ready.static_files()
    serving.serve("127.0.0.1", int(sys.argv[1]))
