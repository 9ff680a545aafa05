"""Strategic documents and mission papers: the common vision of ambassador and attaché."""
