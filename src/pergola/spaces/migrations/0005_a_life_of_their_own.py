import django.db.models.deletion
from django.db import migrations, models

import pergola.kernel.clock
from pergola.walls.policy import behind_wall, only_changes, same_wall, wall_from

# A group is in a community of the same wall, and never inside itself. Two who each put one into the other at the same moment
# would both see no loop: so moves behind one wall go one after the other.
NO_LOOPS = """
CREATE FUNCTION spaces_no_loops() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  IF NEW.parent_id IS NULL THEN RETURN NEW; END IF;
  PERFORM pg_advisory_xact_lock(4221011, NEW.wall_id);
  IF EXISTS (
    WITH RECURSIVE above (id) AS (SELECT NEW.parent_id
      UNION SELECT c.parent_id FROM spaces_community c JOIN above USING (id) WHERE c.parent_id IS NOT NULL)
    SELECT FROM above WHERE id = NEW.id) THEN
    RAISE EXCEPTION 'the community % would be inside itself', NEW.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW; END $$;
CREATE TRIGGER no_loops BEFORE INSERT OR UPDATE OF parent_id ON spaces_community
  FOR EACH ROW EXECUTE FUNCTION spaces_no_loops();
"""

# Nobody comes into a closed community, and nothing is made in it: the function is for every table that names one.
CLOSED = """
CREATE FUNCTION spaces_not_closed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$ BEGIN
  IF EXISTS (SELECT FROM spaces_community WHERE id = NEW.community_id AND closed IS NOT NULL) THEN
    RAISE EXCEPTION 'the community % is closed', NEW.community_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW; END $$;
CREATE TRIGGER not_closed BEFORE INSERT ON spaces_membership FOR EACH ROW EXECUTE FUNCTION spaces_not_closed();
CREATE TRIGGER not_closed BEFORE INSERT ON spaces_charter FOR EACH ROW EXECUTE FUNCTION spaces_not_closed();
"""
OPEN = """
DROP TRIGGER not_closed ON spaces_charter; DROP TRIGGER not_closed ON spaces_membership; DROP FUNCTION spaces_not_closed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_without_accents"),
        ("spaces", "0004_milestones_and_what_a_system_shares"),
        ("walls", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charter",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("sentence", models.TextField(max_length=400, verbose_name="why we meet, in a sentence")),
                ("problem", models.TextField(blank=True, max_length=4000, verbose_name="the problem we share")),
                ("gains", models.TextField(blank=True, max_length=4000, verbose_name="what members gain")),
                ("norms", models.TextField(blank=True, max_length=4000, verbose_name="how we are with each other")),
                ("decisions", models.TextField(blank=True, max_length=4000, verbose_name="how we decide")),
                ("rhythm", models.TextField(blank=True, max_length=4000, verbose_name="our rhythm")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="what changed, and why")),
                ("at", models.DateTimeField(default=pergola.kernel.clock.now)),
                ("replaced", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.AddField(
            model_name="community",
            name="closed",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="community",
            name="closed_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="ends",
            field=models.DateField(blank=True, null=True, verbose_name="it ends on"),
        ),
        migrations.AddField(
            model_name="community",
            name="farewell",
            field=models.TextField(
                blank=True, db_default="", default="", max_length=4000, verbose_name="what is to be said at the end"
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="grew",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="community",
            name="kept_for",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=120, verbose_name="who carries it"
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="groups",
                to="spaces.community",
            ),
        ),
        migrations.AddField(
            model_name="community",
            name="review_on",
            field=models.DateField(blank=True, null=True, verbose_name="when the charter is looked at again"),
        ),
        migrations.AddField(
            model_name="community",
            name="stage",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "not said yet"),
                    ("potential", "potential"),
                    ("coalescing", "coalescing"),
                    ("maturing", "maturing"),
                    ("stewardship", "stewardship"),
                    ("transformation", "transformation"),
                ],
                db_default="",
                default="",
                max_length=14,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="not_yet_leading",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AlterField(
            model_name="community",
            name="joining",
            field=models.CharField(
                choices=[("open", "open to join"), ("request", "on request"), ("invited", "by invitation")],
                default="open",
                max_length=7,
                verbose_name="joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="spaces_community_not_in_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed", None), ("closed_by__isnull", False), _connector="OR"),
                name="spaces_community_closed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("not_yet_leading", False), ("role", "member"), _connector="OR"),
                name="spaces_membership_leads_or_not_yet",
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="community",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charters",
                to="spaces.community",
            ),
        ),
        migrations.AddField(
            model_name="charter",
            name="wall",
            field=models.ForeignKey(
                db_default=0,
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="walls.wall",
            ),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.UniqueConstraint(fields=("community", "version"), name="spaces_charter_version"),
        ),
        migrations.AddConstraint(
            model_name="charter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("replaced", None)), fields=("community",), name="spaces_charter_one_stands"
            ),
        ),
        same_wall("spaces_community", "parent_id", "spaces_community"),
        migrations.RunSQL(NO_LOOPS, "DROP TRIGGER no_loops ON spaces_community; DROP FUNCTION spaces_no_loops();"),
        wall_from("spaces_charter", "community_id", "spaces_community"),
        same_wall("spaces_charter", "community_id", "spaces_community"),
        behind_wall("spaces_charter"),
        only_changes("spaces_charter", "replaced"),
        migrations.RunSQL(CLOSED, OPEN),
    ]
