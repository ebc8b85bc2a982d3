using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SegStream.Analyzers.Flow;

/// <summary>
/// Finds the statement by which a branch leaves a function. The graph keeps no trace of a <c>return;</c> without a value, so the statement is
/// looked for where nothing happens between the last operation and the exit.
/// </summary>
internal static class ExitLocator
{
    /// <summary>The <c>return</c> statement, or the closing brace of the body when the function simply ends.</summary>
    public static Location Locate(ControlFlowBranch exit, SyntaxNode function)
    {
        var source = exit.Source;
        if (exit.Semantics == ControlFlowBranchSemantics.Return && source.BranchValue is { } value)
        {
            return value.Syntax.FirstAncestorOrSelf<ReturnStatementSyntax>() is { } statement && function.Span.Contains(statement.Span)
                ? statement.GetLocation()
                : value.Syntax.GetLocation();
        }

        return ReturnAfter(source, exit) is { } found && function.Span.Contains(found.Span) ? found.GetLocation() : EndOf(function);
    }

    /// <summary>The closing brace of a function's body, or its expression.</summary>
    public static Location EndOf(SyntaxNode function) => BodyOf(function) switch
    {
        BlockSyntax block => block.CloseBraceToken.GetLocation(),
        CompilationUnitSyntax unit => unit.Members.Last().GetLocation(),
        { } expression => expression.GetLocation(),
        null => function.GetLocation(),
    };

    private static SyntaxNode? BodyOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
        CompilationUnitSyntax unit => unit,
        _ => null,
    };

    private static StatementSyntax? ReturnAfter(BasicBlock source, ControlFlowBranch exit)
    {
        if (source.BranchValue is { } condition)
        {
            var outcome = exit.IsConditionalSuccessor == (source.ConditionKind == ControlFlowConditionKind.WhenTrue);
            return AfterCondition(condition.Syntax, outcome);
        }

        if (source.Operations.LastOrDefault()?.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { } last)
        {
            return Next(last);
        }

        return null;
    }

    private static StatementSyntax? AfterCondition(SyntaxNode condition, bool outcome)
    {
        var statement = condition.FirstAncestorOrSelf<StatementSyntax>();
        switch (statement)
        {
            case null:
                return null;
            case IfStatementSyntax branching when branching.Condition.Span.Contains(condition.Span):
                var whenTrue = Enter(branching.Statement);
                var whenFalse = branching.Else is { } otherwise ? Enter(otherwise.Statement) : Next(branching);
                if (whenTrue is null || whenFalse is null)
                {
                    return whenTrue ?? whenFalse;
                }

                for (var node = condition; node != branching.Condition && node is not null; node = node.Parent)
                {
                    outcome ^= node.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
                }

                return outcome ? whenTrue : whenFalse;
            case SwitchStatementSyntax:
                var section = condition.FirstAncestorOrSelf<SwitchSectionSyntax>();
                return (outcome && section is not null ? Enter(section.Statements[0]) : null) ?? Next(statement);
            default:
                return Next(statement);
        }
    }

    /// <summary>The <c>return;</c> that is reached from the end of a statement without doing anything else.</summary>
    private static StatementSyntax? Next(StatementSyntax statement)
    {
        switch (statement.Parent)
        {
            case BlockSyntax block:
                return Sibling(block.Statements, statement) is { } inBlock ? Enter(inBlock) : Next(block);
            case SwitchSectionSyntax section:
                return Sibling(section.Statements, statement) is { } inSection ? Enter(inSection) : null;
            case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global:
                var index = unit.Members.IndexOf(global) + 1;
                return index < unit.Members.Count && unit.Members[index] is GlobalStatementSyntax following ? Enter(following.Statement) : null;
            case ElseClauseSyntax { Parent: IfStatementSyntax branching }:
                return Next(branching);
            case CatchClauseSyntax { Parent: TryStatementSyntax caught }:
                return Next(caught);
            case FinallyClauseSyntax { Parent: TryStatementSyntax ended }:
                return Next(ended);
            case IfStatementSyntax or TryStatementSyntax or UsingStatementSyntax or LockStatementSyntax or FixedStatementSyntax or CheckedStatementSyntax or LabeledStatementSyntax or UnsafeStatementSyntax:
                return Next((StatementSyntax)statement.Parent);
            default:
                return null;
        }
    }

    private static StatementSyntax? Sibling(SyntaxList<StatementSyntax> statements, StatementSyntax statement)
    {
        var index = statements.IndexOf(statement) + 1;
        return index < statements.Count ? statements[index] : null;
    }

    private static StatementSyntax? Enter(StatementSyntax statement)
    {
        switch (statement)
        {
            case ReturnStatementSyntax { Expression: null }:
                return statement;
            case BlockSyntax block:
                return block.Statements.Count > 0 ? Enter(block.Statements[0]) : Next(block);
            case TryStatementSyntax tried:
                return Enter(tried.Block);
            case LabeledStatementSyntax labeled:
                return Enter(labeled.Statement);
            case EmptyStatementSyntax or LocalFunctionStatementSyntax:
                return Next(statement);
            case LocalDeclarationStatementSyntax { IsConst: true }:
                return Next(statement);
            case LocalDeclarationStatementSyntax declaration when declaration.Declaration.Variables.All(variable => variable.Initializer is null):
                return Next(statement);
            case BreakStatementSyntax:
                for (var node = statement.Parent; node is not null; node = node.Parent)
                {
                    if (node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or SwitchStatementSyntax)
                    {
                        return Next((StatementSyntax)node);
                    }
                }

                return null;
            default:
                return null;
        }
    }
}
