import { Component, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** Stands in the place of what can't be drawn. */
  fallback: (error: unknown) => ReactNode;
  /** What is drawn; with another one it is tried again. */
  of?: string | undefined;
}

interface State {
  /** Whatever was thrown; null: nothing was. */
  readonly caught: { readonly error: unknown } | null;
}

/** Keeps a failure of drawing to the part it happened in. */
export class Boundary extends Component<Props, State> {
  override state: State = { caught: null };

  static getDerivedStateFromError(error: unknown): State {
    return { caught: { error } };
  }

  override componentDidUpdate({ of }: Props) {
    if (of !== this.props.of) this.setState({ caught: null });
  }

  override render() {
    const { caught } = this.state;
    return caught ? this.props.fallback(caught.error) : this.props.children;
  }
}
