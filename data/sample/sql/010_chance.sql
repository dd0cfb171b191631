-- a number in (0, 1) for one purpose (0 to 255) of one thing; equal seeds give equal numbers, whatever the order of
-- rows.
-- One argument to hash: with several, DuckDB's numbers are correlated.
create or replace temp macro chance(thing, purpose) as
(cast(hash(xor(cast(thing as ubigint) * 256 + purpose, getvariable('sample_seed'))) >> 11 as double) + 0.5)
/ 9007199254740992.0;

create or replace temp macro normal(thing, purpose) as
sqrt(-2 * ln(chance(thing, purpose))) * cos(6.283185307179586 * chance(thing, purpose + 1));

-- Marsaglia and Tsang (2000): one try for shape + 1; takes three purposes
create or replace temp macro gamma_try(shape, thing, purpose) as
case
    when
        1 + normal(thing, purpose) / sqrt(9 * (shape + 2 / 3.0)) > 0
        and ln(chance(thing, purpose + 2)) < 0.5 * normal(thing, purpose) ** 2
        + (
            shape + 2 / 3.0) * (
            1 - (1 + normal(thing, purpose) / sqrt(9 * (shape + 2 / 3.0))) ** 3
            + 3 * ln(greatest(1 + normal(thing, purpose) / sqrt(9 * (shape + 2 / 3.0)), 1e-300))
        )
        then (shape + 2 / 3.0) * (1 + normal(thing, purpose) / sqrt(9 * (shape + 2 / 3.0))) ** 3
end;

-- gamma with any shape and rate 1, from shape + 1 by a power of a uniform; takes thirteen purposes; a fifth try is
-- needed once in a million
create or replace temp macro gamma(shape, thing, purpose) as
coalesce(
    gamma_try(shape, thing, purpose), gamma_try(shape, thing, purpose + 3), gamma_try(shape, thing, purpose + 6),
    gamma_try(shape, thing, purpose + 9), shape
) * chance(thing, purpose + 12) ** (1 / shape);
