"""Everything there is in one file, and back: the database as the owner role sees it, and the directory of files.

`tools` finds PostgreSQL's own programs, `counting` counts and hashes what is in a database, `manifest` says what a backup
holds, `files` knows where uploads are, `writing` makes one, `reading` looks one through, `restoring` puts one into an empty database,
`placing` its files into their place.
"""
