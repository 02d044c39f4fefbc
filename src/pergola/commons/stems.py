"""Words reduced to their stems, in English and in Spanish, with and without accents: what is found by what.

A text keeps no language: a district's people write both, often in one sentence. So each text is read in both, and a
question is asked in both. The functions stand in the database (migration 0004), where the index is made from them.
"""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import Func

BARE = ("áàâäãéèêëíìîïóòôöõúùûüÁÀÂÄÃÉÈÊËÍÌÎÏÓÒÔÖÕÚÙÛÜ", "aaaaaeeeeiiiiooooouuuuAAAAAEEEEIIIIOOOOOUUUU")
"""Letters as somebody in a hurry types them. Ñ stays: it is a letter of its own."""

SQL = f"""
CREATE FUNCTION bare(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
  RETURN pg_catalog.translate(said, '{BARE[0]}', '{BARE[1]}');

CREATE FUNCTION stems(said text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE plain text := public.bare(said); found tsvector := to_tsvector('english', said) || to_tsvector('spanish', said);
BEGIN
  IF plain <> said THEN found := found || to_tsvector('spanish', plain); END IF;  -- “educacion” finds “educación”
  RETURN found; END $$;

CREATE FUNCTION stems_of_artifact(title text, body text, words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
  RETURN pg_catalog.setweight(public.stems(title), 'A') || pg_catalog.setweight(public.stems(body), 'B') || pg_catalog.setweight(public.stems(words), 'C');

-- What somebody typed, as a question: in both languages, and without accents too. Each side keeps its own phrases and exclusions.
CREATE FUNCTION asked_for(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
  RETURN pg_catalog.websearch_to_tsquery('english', said) || pg_catalog.websearch_to_tsquery('spanish', said)
      || pg_catalog.websearch_to_tsquery('spanish', public.bare(said));

-- Two short pieces around what was asked for, in the language in which it is there. The marks are characters no form lets in.
CREATE FUNCTION snippet(said text, asked text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE language regconfig := CASE WHEN to_tsvector('english', said) @@ websearch_to_tsquery('english', asked)
  OR NOT to_tsvector('spanish', said) @@ websearch_to_tsquery('spanish', asked) THEN 'english'::regconfig ELSE 'spanish'::regconfig END;
BEGIN RETURN ts_headline(language, said, websearch_to_tsquery(language, asked),
  format('StartSel="%s", StopSel="%s", MaxWords=26, MinWords=12, MaxFragments=2', chr(2), chr(3))); END $$;
"""
BACK = "DROP FUNCTION snippet(text, text); DROP FUNCTION asked_for(text); DROP FUNCTION stems_of_artifact(text, text, text); DROP FUNCTION stems(text); DROP FUNCTION bare(text);"


# The same, and where a piece begins or ends within the text, a mark says so, which becomes an ellipsis. `edge` is what separates parts of a thing from one another.
SNIPPET_WITH_ENDS = """
CREATE OR REPLACE FUNCTION snippet(said text, asked text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE language regconfig := CASE WHEN to_tsvector('english', said) @@ websearch_to_tsquery('english', asked)
  OR NOT to_tsvector('spanish', said) @@ websearch_to_tsquery('spanish', asked) THEN 'english'::regconfig ELSE 'spanish'::regconfig END;
  edge text := E' ·\n\r\t';
  told text := btrim(ts_headline(language, said, websearch_to_tsquery(language, asked),
    format('StartSel="%s", StopSel="%s", FragmentDelimiter="%s", MaxWords=26, MinWords=12, MaxFragments=2, ShortWord=0', chr(2), chr(3), chr(4))), edge);
  pieces text[] := string_to_array(translate(told, chr(2) || chr(3), ''), chr(4));
  whole text := btrim(said, edge);
  first text := btrim(pieces[1], edge); last text := btrim(pieces[array_upper(pieces, 1)], edge);
BEGIN
  IF left(whole, length(first)) <> first THEN told := chr(4) || told; END IF;
  IF right(whole, length(last)) <> last THEN told := told || chr(4); END IF;
  RETURN told; END $$;
"""
WITHOUT_ENDS = SQL[SQL.index("CREATE FUNCTION snippet") :].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


# A file is looked for by its name, with its ending or without, and by a word of it, though nobody writes spaces into one.
SQL_OF_FILE = """
CREATE FUNCTION stems_of_file(name text, description text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, public, pg_temp
  RETURN public.stems(pg_catalog.translate(name, '_-.', '   ')) || public.stems(name) || public.stems(pg_catalog.regexp_replace(name, '[.][[:alnum:]]{1,5}$', ''))
      || public.stems(description);
"""
BACK_OF_FILE = "DROP FUNCTION stems_of_file(text, text);"


class Stems(Func):
    """The stems of one text."""

    function = "stems"
    output_field = SearchVectorField()


class StemsOfArtifact(Func):
    """The stems of an artifact: its title before its text, its text before the rest."""

    function = "stems_of_artifact"
    output_field = SearchVectorField()


class StemsOfFile(Func):
    """The stems of a file: its name, word by word and as it stands, and what it shows or is for."""

    function = "stems_of_file"
    output_field = SearchVectorField()
