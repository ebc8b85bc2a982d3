namespace SegStream.Shared.Parsing;

/// <summary>Who reads the body of a request. There is one body; several parameters may share it only when it is a form.</summary>
internal sealed class RequestBody
{
    private BindingTarget? _owner;
    private bool _isForm;

    /// <summary>Takes the body for one parameter.</summary>
    public bool Take(BindingTarget target, out string reason)
    {
        reason = _owner is null ? "" : $"a request has one body, and parameter '{_owner.Name}' takes it{(_isForm ? " as a form" : "")}";
        _owner ??= target;
        return reason.Length == 0;
    }

    /// <summary>Takes a part of the body as a form.</summary>
    public bool TakeForm(BindingTarget target, out string reason)
    {
        reason = "";
        if (_owner is null || _isForm)
        {
            _owner ??= target;
            _isForm = true;
            return true;
        }

        return Take(target, out reason);
    }
}
