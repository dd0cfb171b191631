"""The same store on a Spark cluster: a published version as Parquet, asked through Spark Connect in the same SQL.

Loading, identity and all else that changes rows stay on one machine; what they published is read here.
"""
