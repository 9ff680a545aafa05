"""What is stored of notes and letters."""

from correspondence.models.correspondence import Correspondence
from correspondence.models.series import NumberSeries
from correspondence.models.steps import CorrespondenceStep

__all__ = ["Correspondence", "CorrespondenceStep", "NumberSeries"]
