"""What a plan says is carried over: people whose rank is not said yet, money from another source."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0048_taken_back_again")]

    operations = [
        migrations.AlterField(
            model_name='contingent',
            name='rank_level',
            field=models.CharField(choices=[('generals', 'Generals and admirals'), ('senior_officers', 'Senior officers'), ('officers', 'Junior officers'), ('other_ranks', 'Sergeants and soldiers'), ('civilians', 'Civilians'), ('not_said', 'Rank not said yet')], max_length=20, verbose_name='rank level'),
        ),
        migrations.AlterField(
            model_name='costline',
            name='funding',
            field=models.CharField(choices=[('defence_budget', 'Budget of the Ministry of Defence'), ('other_budget', 'Budget of another institution'), ('partner_means', 'Means of the partner'), ('programme', 'Assistance programme or trust fund'), ('other', 'Another source')], default='defence_budget', max_length=20, verbose_name='funding source'),
        ),
        migrations.AlterField(
            model_name='delegationseat',
            name='rank_level',
            field=models.CharField(choices=[('generals', 'Generals and admirals'), ('senior_officers', 'Senior officers'), ('officers', 'Junior officers'), ('other_ranks', 'Sergeants and soldiers'), ('civilians', 'Civilians'), ('not_said', 'Rank not said yet')], max_length=20, verbose_name='rank level'),
        ),
    ]
