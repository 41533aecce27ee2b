/**
 * Swagger UI's own colours are too pale to be read by all (axe: serious): darker ones, most of
 * them for its light theme alone.
 */
export const docsLook = `
.swagger-ui .json-schema-2020-12-expand-deep-button { color: #4b5563; }
html:not(.dark-mode) .swagger-ui .info .title small { background: #4b5563; }
html:not(.dark-mode) .swagger-ui .info .title small.version-stamp { background: #3f6212; }
html:not(.dark-mode) .swagger-ui .info a,
html:not(.dark-mode) .swagger-ui .info .url { color: #1d4f91; }
html:not(.dark-mode) .swagger-ui .opblock-get .opblock-summary-method { background: #1d5fa8; }
html:not(.dark-mode) .swagger-ui .opblock-post .opblock-summary-method { background: #1f6f47; }
html:not(.dark-mode) .swagger-ui .opblock-put .opblock-summary-method { background: #8a5200; }
html:not(.dark-mode) .swagger-ui .opblock-patch .opblock-summary-method { background: #0f6b5c; }
html:not(.dark-mode) .swagger-ui .opblock-delete .opblock-summary-method { background: #b3261e; }
html:not(.dark-mode) .swagger-ui .btn.authorize { color: #1f6f47; border-color: #1f6f47; }
`;
