/** A clock that all processes of a measurement share: the system's monotonic one, in ms with fractions. */
export const steadyMs = (): number => Number(process.hrtime.bigint()) / 1e6;
