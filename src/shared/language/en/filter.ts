/** The search box, the filters beside it, and what is wrong with a filter. */
export const filter = {
  unknownField: 'There is no field “{name}”. To look for that text itself, put it in quotation marks.',
  openQuote: 'The quotation mark is not closed. Put another one after the text.',
  textOperator: '“{field}” is found with : or =, such as {field}:text. Only times and counts are compared with > and <.',
  spanOperator: '“{field}” is compared with > or < and a time, such as {field}>30m.',
  countOperator: '“addresses” is compared with > or < and a count, such as addresses>1.',
  missingValue: 'What to look for in “{field}” is missing. For what is not known, write {field}:"".',
  notASpan: '“{field}” needs a time such as 90s, 30m, 2h, 1d or 1h30m.',
  notACount: '“addresses” needs a count, such as addresses>1.',
  badNetwork: '“{value}” is not a range of addresses. Write one such as 10.0.0.0/8 or 2001:db8::/32.',
  notAChoice: '“{field}” does not know “{value}”. It knows: {choices}.',
  negatedWord: 'Only a field can be left out: -user:{word}. To look for a text that begins with -, put it in quotation marks.',
  emptyWord: 'There is nothing between the quotation marks.',
  tooLong: 'A filter can have at most {most, number} letters.',
  tooMany: 'A filter can have at most {most, number} words and values.',
} as const
