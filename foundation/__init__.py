"""Floor 2: errors, clock, periods, references, abstract models, the admin and REST kits. No concrete domain model."""
