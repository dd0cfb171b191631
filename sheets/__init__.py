"""What is shown and also printed or exported, as a thing of its own: titles, figures, tables and drawings, without Streamlit."""
