import { css } from 'lit';
import { base } from '../../styles/base.styles.ts';
import { textStyles } from '../../styles/text.styles.ts';
import { tokens } from '../../styles/tokens.styles.ts';

export default [tokens, base, textStyles, css`:host { display: block; }`];
