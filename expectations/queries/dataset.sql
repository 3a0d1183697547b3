-- How many data sets and corpus sources are declared; an audit of nothing proves nothing.
SELECT (SELECT count(*) FROM dataset) AS datasets, (SELECT count(*) FROM source WHERE role IS DISTINCT FROM 'works') AS sources;
