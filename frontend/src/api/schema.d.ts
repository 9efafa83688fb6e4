// Made from openapi.json by the script `types`; empty until that file is there.
export interface paths {}
export interface components {
  schemas: Record<string, never>;
}
