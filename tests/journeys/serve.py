"""The product's own servers, without `pergola serve`: its doctor rightly refuses a database that forgets for speed."""

import sys

from pergola.config import ready, serving

if __name__ == "__main__":
    ready.django_()
    if sys.argv[2:] == ["live"]:
        serving.live("127.0.0.1", int(sys.argv[1]))
    else:
        ready.static_files()
        serving.serve("127.0.0.1", int(sys.argv[1]))
